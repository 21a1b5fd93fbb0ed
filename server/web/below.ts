/** A document whose links from the root stay within the page that lives at `prefix` (`/p/SLUG`, or nothing). */
export const below = (prefix: string, document: string): string =>
  document.replaceAll(/(\s(?:href|src)=")\/(?!\/)/g, `$1${prefix}/`);
