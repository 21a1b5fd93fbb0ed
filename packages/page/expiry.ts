/**
 * A page that is left open grows old also where script does not run: three minutes after it was loaded, its notice
 * appears and everything else turns grey, by a delayed animation. Style cannot know when the document was made, only
 * when it was loaded, so this is the last of three: the words say the time, script compares it with the clock. It never
 * makes a page look newer than it is.
 */
const VALID_SECONDS = 180;

/** Stands after the page's style; nobody's wish for less motion or colour may switch it off. */
export const EXPIRY_STYLE =
  `main[data-until]>.stale{display:block;position:absolute;visibility:hidden;animation:old 1ms ${VALID_SECONDS}s forwards!important}` +
  `main[data-until]>:not(.keep){animation:grey 1ms ${VALID_SECONDS}s forwards!important}` +
  '.isstale main>.stale{position:static!important;visibility:visible!important}' +
  '@keyframes old{to{position:static;visibility:visible}}@keyframes grey{to{opacity:.75;filter:grayscale(1)}}';
