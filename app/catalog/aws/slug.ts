/** A name as a key of the price book: `Cache memory (0.5 GB)` → `cache-memory-0.5-gb` (`docs/price-book.md`). */
export function slug(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
