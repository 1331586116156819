import { escapeMarkdown, escapeUrl, fit, oneLine } from '../escape'
import type { GroupMessage, Message } from '../message'
import { postJson, type SendParcel } from '../sending'

const colours = { critical: 0xb91c1c, high: 0xea580c, medium: 0xd97706, low: 0x2563eb } as const
const green = 0x15803d

const said = (text: string, most: number) => fit(text, most, escapeMarkdown)
const link = (words: string, url: string) => `[${words}](${escapeUrl(url)})`

function embedOf(message: Message) {
  const { links, over } = message
  const ways = [
    link('Open', links.alert),
    ...(over ? [] : [link('Acknowledge', links.acknowledge), link('Snooze', links.snooze)]),
    ...(links.runbook ? [link('Runbook', links.runbook)] : []),
  ].join(' · ')
  return {
    title: said(`${oneLine(message.state, 80)}: ${oneLine(message.title, 170)}`, 256),
    url: escapeUrl(links.alert),
    description: [said(message.text, 1500), ways].filter(Boolean).join('\n\n').slice(0, 4096),
    color: over ? green : colours[message.severity],
    fields: message.facts.map(({ name, value }) => ({
      name,
      value: said(value, 300),
      inline: value.length < 40,
    })),
    ...(message.chart ? { image: { url: message.chart } } : {}),
  }
}

function groupEmbed({ title, messages, more, link: url, over, severity }: GroupMessage) {
  const lines = messages.map(
    (one) =>
      `- ${link(said(oneLine(one.state, 40), 60), one.links.alert)} (${one.severity}) ${said(oneLine(one.title, 70), 90)}`,
  )
  if (more > 0) lines.push(`and ${more.toLocaleString('en')} more`)
  while (lines.join('\n').length > 4096) lines.splice(-2, 1)
  return { title, url: escapeUrl(url), description: lines.join('\n'), color: over ? green : colours[severity] }
}

/** Discord: one embed; nobody is mentioned by it. */
export const sendDiscord: SendParcel = (parcel) => {
  const embed = parcel.group ? groupEmbed(parcel.message) : embedOf(parcel.message)
  const body = { username: 'DataWatch', embeds: [embed], allowed_mentions: { parse: [] } }
  return postJson(parcel, String(parcel.config.webhook_url), body)
}
