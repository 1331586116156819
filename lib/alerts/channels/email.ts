import { escapeHtml, escapeUrl, oneLine } from '../escape'
import type { GroupMessage, Links, Message } from '../message'
import type { SendParcel } from '../sending'

const colours = { critical: '#b91c1c', high: '#ea580c', medium: '#b45309', low: '#2563eb' } as const
const green = '#15803d'
const chartId = 'chart@datawatch'

const waysOf = ({ alert, acknowledge, snooze, subject, runbook }: Links, over: boolean): [string, string][] => [
  ['Open', alert],
  ['Look at the data', subject],
  ...(over
    ? []
    : ([
        ['Acknowledge', acknowledge],
        ['Snooze', snooze],
      ] as [string, string][])),
  ...(runbook ? ([['Runbook', runbook]] as [string, string][]) : []),
]

const anchor = ([words, url]: [string, string]) =>
  `<a href="${escapeUrl(url).replaceAll('&', '&amp;')}" style="color:#1d4ed8">${escapeHtml(words)}</a>`
const paragraph = (html: string) => `<p style="margin:0 0 14px">${html}</p>`
const page = (html: string) =>
  `<!doctype html><html><body style="font:15px/1.5 system-ui,sans-serif;color:#111;margin:0;padding:16px"><div style="max-width:640px">${html}</div></body></html>`

function head(words: string, { over, severity }: Pick<Message, 'over' | 'severity'>) {
  const colour = over ? green : colours[severity]
  return `<h1 style="font-size:18px;margin:0 0 14px;padding-left:10px;border-left:5px solid ${colour}">${escapeHtml(words)}</h1>`
}

function htmlOf(message: Message, withImage: boolean): string {
  const rows = message.facts.map(
    ({ name, value }) =>
      `<tr><td style="padding:2px 16px 2px 0;color:#555;vertical-align:top">${escapeHtml(name)}</td><td>${escapeHtml(value)}</td></tr>`,
  )
  const image = `<img src="cid:${chartId}" width="600" alt="The last hours" style="max-width:100%;margin:0 0 14px">`
  return page(
    [
      head(`${message.state}: ${message.title}`, message),
      message.text && paragraph(escapeHtml(message.text).replaceAll('\n', '<br>')),
      withImage && image,
      `<table style="border-collapse:collapse;margin:0 0 14px">${rows.join('')}</table>`,
      paragraph(waysOf(message.links, message.over).map(anchor).join(' &nbsp; ')),
    ]
      .filter(Boolean)
      .join('\n'),
  )
}

const textOf = (message: Message) =>
  [
    `${message.state}: ${message.title}`,
    message.text,
    message.facts.map(({ name, value }) => `${name}: ${value}`).join('\n'),
    waysOf(message.links, message.over)
      .map(([words, url]) => `${words}: ${url}`)
      .join('\n'),
  ]
    .filter(Boolean)
    .join('\n\n')

function groupHtml(group: GroupMessage): string {
  const items = group.messages.map(
    (one) => `<li>${anchor([one.state, one.links.alert])} (${one.severity}) ${escapeHtml(one.title)}</li>`,
  )
  const more = group.more > 0 ? paragraph(`and ${group.more.toLocaleString('en')} more`) : ''
  return page(
    `${head(group.title, group)}<ul>${items.join('')}</ul>${more}${paragraph(anchor(['Open all', group.link]))}`,
  )
}

const groupText = ({ title, messages, more, link }: GroupMessage) =>
  [
    title,
    messages.map((one) => `- ${one.state} (${one.severity}) ${one.title}\n  ${one.links.alert}`).join('\n'),
    ...(more > 0 ? [`and ${more.toLocaleString('en')} more`] : []),
    link,
  ].join('\n\n')

/** E-mail: text and HTML with the chart inside; those about one alert are one thread. */
export const sendEmail: SendParcel = async (parcel) => {
  const messageId = `<${parcel.id}@datawatch.alerts>`
  if (parcel.group) {
    const { message } = parcel
    const subject = oneLine(`[${message.severity}] ${message.title}`)
    return parcel.sendMail({ subject, text: groupText(message), html: groupHtml(message), messageId, images: [] })
  }
  const { message, thread, image } = parcel
  const fresh = oneLine(`[${message.severity}] ${message.title}`)
  const mail = {
    subject: thread?.subject ? `Re: ${thread.subject}` : message.over ? `Resolved: ${fresh}` : fresh,
    text: textOf(message),
    html: htmlOf(message, image !== null),
    messageId,
    inReplyTo: thread?.message_id,
    images: image ? [{ cid: chartId, content: image }] : [],
  }
  const outcome = await parcel.sendMail(mail)
  if (!outcome.ok || thread?.message_id) return outcome
  return { ...outcome, thread: { message_id: messageId, subject: fresh } }
}
