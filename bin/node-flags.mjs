/**
 * How Node.js runs the engine. Left alone it keeps up to 100 MB for objects that just came to be; work that streams has no use for
 * them, and is as quick with these.
 */
export const nodeFlags = ['--max-semi-space-size=4'];
