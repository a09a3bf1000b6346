/** Types of the aws provider that cost nothing by themselves, with the reason where it is not plain. */
export const awsFreeTypes: readonly string[] = [];
