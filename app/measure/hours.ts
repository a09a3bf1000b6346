/**
 * Hours in a month, the convention of all three clouds' calculators (365 × 24 / 12).
 * https://aws.amazon.com/ec2/pricing/on-demand/ and https://azure.microsoft.com/pricing/calculator (read 2026-11-25).
 */
export const HOURS_PER_MONTH = 730;
