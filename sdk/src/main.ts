export * from './browser.js'
export { type ClosedReport, createSender, type RowChange, type Sender } from './sender.js'
export { BufferFullError, type RejectedEvent, type SenderOptions } from './sender-options.js'
