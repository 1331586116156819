import { escapeMarkdown, escapeUrl, fit, oneLine } from '../escape'
import type { GroupMessage, Message } from '../message'
import { postJson, type SendParcel } from '../sending'

const colours = { critical: 'Attention', high: 'Attention', medium: 'Warning', low: 'Accent' } as const

const said = (text: string, most: number) => fit(text, most, escapeMarkdown)
const block = (text: string, more: Record<string, unknown> = {}) => ({ type: 'TextBlock', text, wrap: true, ...more })
const open = (title: string, url: string) => ({ type: 'Action.OpenUrl', title, url: escapeUrl(url) })

function cardOf(message: Message) {
  const { links, over, chart } = message
  return {
    body: [
      block(`${said(oneLine(message.state, 100), 100)}: ${said(oneLine(message.title, 300), 300)}`, {
        size: 'Medium',
        weight: 'Bolder',
        color: over ? 'Good' : colours[message.severity],
      }),
      ...(message.text ? [block(said(message.text, 2000))] : []),
      {
        type: 'FactSet',
        facts: message.facts.map(({ name, value }) => ({ title: name, value: said(value, 1000) })),
      },
      ...(chart ? [{ type: 'Image', url: chart, altText: 'The last hours', size: 'Stretch' }] : []),
    ],
    actions: [
      open('Open', links.alert),
      ...(over ? [] : [open('Acknowledge', links.acknowledge), open('Snooze', links.snooze)]),
      ...(links.runbook ? [open('Runbook', links.runbook)] : []),
    ],
  }
}

function groupCard({ title, messages, more, link, over, severity }: GroupMessage) {
  const lines = messages.map(
    (one) =>
      `- [${said(oneLine(one.state, 100), 100)}](${escapeUrl(one.links.alert)}) (${one.severity}) ${said(oneLine(one.title, 120), 120)}`,
  )
  return {
    body: [
      block(title, { size: 'Medium', weight: 'Bolder', color: over ? 'Good' : colours[severity] }),
      block(lines.join('\n')),
      ...(more > 0 ? [block(`and ${more.toLocaleString('en')} more`)] : []),
    ],
    actions: [open('Open all', link)],
  }
}

/** Microsoft Teams: an adaptive card for a webhook of Workflows. */
export const sendTeams: SendParcel = (parcel) => {
  const { body, actions } = parcel.group ? groupCard(parcel.message) : cardOf(parcel.message)
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    msteams: { width: 'Full' },
    body,
    actions,
  }
  const attachment = { contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }
  return postJson(parcel, String(parcel.config.webhook_url), { type: 'message', attachments: [attachment] })
}
