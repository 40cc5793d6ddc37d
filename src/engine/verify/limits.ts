/** Bounds for hostile input. An honest package of the largest ordinary case stays far below each. */

/** Files in one package. */
export const mostFiles = 1_000_000;
/** Bytes of all files once unpacked. */
export const mostBytes = 16 * 1024 ** 4;
/** Unpacked to packed; deflate reaches 1032 only on endless repetition. */
export const highestRatio = 200;
/** Below this size a high ratio does no harm. */
export const harmlessSize = 1024 ** 2;
/** A manifest, `bag-info.txt` or another text that is read whole. */
export const largestText = 256 * 1024 ** 2;
/** Texts that are short by nature: `bagit.txt`, `bag-info.txt`, signatures, profiles. */
export const largestShortText = 4 * 1024 ** 2;
export const largestCustodyChain = 128 * 1024 ** 2;
export const deepestFolder = 100;
export const longestName = 4096;
/** Fields of `bag-info.txt` that are read. */
export const mostInfoFields = 10_000;
/** Findings of one code that are told one by one; the rest is counted. */
export const findingsPerCode = 100;
