/** A provider's name as a word of the book: `P10 LRS Disk` → `p10-lrs-disk`. */
export function slug(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
