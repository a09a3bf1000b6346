/** Beyond so many resources nobody reads the document line by line, and indentation would double it. */
const MOST_INDENTED = 500;

/** A document as JSON text: indented for people while it is small. */
export function documentText(document: unknown, size: { readonly resources: number }): string {
  return size.resources > MOST_INDENTED ? JSON.stringify(document) : JSON.stringify(document, null, 2);
}
