/**
 * Fetches the rest of the client. Built files have it beside them, under a name the build defines; elsewhere a bundler or
 * the browser finds it here.
 *
 * @returns {Promise<typeof import("../more/index.js")>}
 */
// @ts-ignore: defined by the build, or not at all
export const loadMore = () => (typeof CLERK_LIVE_MORE === "string" ? import(CLERK_LIVE_MORE) : import("../more/index.js"))
