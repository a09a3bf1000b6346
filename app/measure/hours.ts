/**
 * Hours in a month, the convention of all three clouds' calculators (365 × 24 / 12).
 * https://aws.amazon.com/ec2/pricing/on-demand/ and https://azure.microsoft.com/pricing/calculator (facts read 2026-08-21).
 */
export const HOURS_PER_MONTH = 730;
