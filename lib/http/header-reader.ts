/** What is needed of the headers of a request. Names are asked for in lower case. */
export type HeaderReader = Pick<Headers, 'get'>
