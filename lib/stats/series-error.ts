/** A series or a parameter that a function cannot work on; the message says which, where, and what would be right. */
export class SeriesError extends RangeError {
  override readonly name = 'SeriesError'
}
