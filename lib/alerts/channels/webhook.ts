import { Webhook } from 'standardwebhooks'
import { type Parcel, postJson, type SendParcel } from '../sending'

function bodyOf(parcel: Parcel): object {
  const sent = { delivery_id: parcel.id, sent_at: parcel.now.toISOString() }
  if (parcel.group) {
    const { title, severity, count, more, link } = parcel.message
    return { type: 'alerts.group', ...sent, title, severity, count, more, link, alerts: parcel.alerts }
  }
  const { message, alert } = parcel
  const cause = message.facts.find(({ name }) => name === 'Likely cause')?.value ?? null
  const { kind, links, chart } = message
  return { type: `alert.${kind}`, ...sent, alert, cause, links, chart_url: chart }
}

/** Any receiver: JSON, signed as Standard Webhooks says where there is a secret. */
export const sendWebhook: SendParcel = (parcel) => {
  const { url, secret, headers } = parcel.config
  const body = JSON.stringify(bodyOf(parcel))
  const signed = {
    'webhook-id': parcel.id,
    'webhook-timestamp': String(Math.floor(parcel.now.getTime() / 1000)),
    ...(secret ? { 'webhook-signature': new Webhook(String(secret)).sign(parcel.id, parcel.now, body) } : {}),
  }
  return postJson(parcel, String(url), body, { ...(headers as Record<string, string> | undefined), ...signed })
}
