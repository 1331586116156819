import { Fragment } from 'react'

/** A name that breaks after its underscores and dots where it does not fit on a line. */
export function Breakable({ name }: { name: string }) {
  let at = 0
  return name.match(/[^_.]+[_.]*|[_.]+/g)?.map((part) => {
    at += part.length
    return (
      <Fragment key={at}>
        {part}
        {at < name.length ? <wbr /> : null}
      </Fragment>
    )
  })
}
