// Set by the web process itself; what a browser sends under these names never arrives.

/** Where the request comes from. */
export const ADDRESS_HEADER = "x-glan-address";
/** Path and query string of the request, for the way back after signing in. */
export const PATH_HEADER = "x-glan-path";
