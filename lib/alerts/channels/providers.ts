import type { ChannelType } from '../channel-contract'
import type { SendParcel } from '../sending'
import { sendDiscord } from './discord'
import { sendEmail } from './email'
import { sendPagerduty } from './pagerduty'
import { sendSlack } from './slack'
import { sendTeams } from './teams'
import { sendWebhook } from './webhook'

/** How each type of channel is told. */
export const providers = {
  slack: sendSlack,
  email: sendEmail,
  teams: sendTeams,
  discord: sendDiscord,
  pagerduty: sendPagerduty,
  webhook: sendWebhook,
} satisfies { [T in ChannelType]: SendParcel }
