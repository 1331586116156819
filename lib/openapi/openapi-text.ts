import document from './openapi.json'

let text: string | undefined

/** The document as it is sent: the same text each time, written once a process. */
export function openapiText(): string {
  text ??= JSON.stringify(document)
  return text
}
