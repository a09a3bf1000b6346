/** Types of the google provider that cost nothing by themselves, with the reason where it is not plain. */
export const googleFreeTypes: readonly string[] = [];
