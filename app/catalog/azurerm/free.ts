/** Types of the azurerm provider that cost nothing by themselves, with the reason where it is not plain. */
export const azurermFreeTypes: readonly string[] = [];
