'use client'

import { Mail, MessageSquare, MoreHorizontal, Send, Siren, Webhook } from 'lucide-react'
import { Allowed } from '@/components/access/allowed'
import { TimeAgo } from '@/components/layout/time-ago'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card, CardActions, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '@/components/ui/dropdown-menu'
import { Fact, Facts } from '@/components/ui/facts'
import { useToast } from '@/components/ui/toast'
import type { Channel, ChannelType } from '@/lib/alerts/channel-contract'
import { useChangeChannel, useDeleteChannel, useTestChannel } from '@/lib/alerts/client'
import { typeNames } from './channel-draft'
import { TestAnswer } from './test-answer'

const icons: Record<ChannelType, typeof Mail> = {
  slack: MessageSquare,
  email: Mail,
  teams: MessageSquare,
  discord: MessageSquare,
  pagerduty: Siren,
  webhook: Webhook,
}
const states: Record<Channel['state'], { tone: BadgeTone; word: string }> = {
  ok: { tone: 'success', word: 'works' },
  failing: { tone: 'destructive', word: 'failing' },
  gone: { tone: 'destructive', word: 'gone' },
  off: { tone: 'outline', word: 'off' },
  unused: { tone: 'neutral', word: 'not used yet' },
}

function whereTo({ type, config }: Channel): string {
  const text = (name: string) => (config[name] === undefined ? '' : String(config[name]))
  if (type === 'email') return text('to').replaceAll(',', ', ')
  return text('channel') || text('url') || text('webhook_url')
}

function Menu({ channel, onEdit }: { channel: Channel; onEdit: () => void }) {
  const [changing, deleting, say] = [useChangeChannel(), useDeleteChannel(), useToast()]
  const onError = (error: Error) => say({ title: error.message, tone: 'error' })
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon-sm" aria-label={`More for ${channel.name}`}>
          <MoreHorizontal />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuItem onSelect={onEdit}>Change</DropdownMenuItem>
        <DropdownMenuItem
          onSelect={() => changing.mutate({ id: channel.id, patch: { enabled: !channel.enabled } }, { onError })}
        >
          {channel.enabled ? 'Switch off' : 'Switch on'}
        </DropdownMenuItem>
        <DropdownMenuItem
          destructive
          onSelect={() =>
            deleting.mutate(channel.id, { onSuccess: () => say({ title: `${channel.name}: deleted` }), onError })
          }
        >
          Delete
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  )
}

/** One channel: whether it works, what it last said, and a way to try it. */
export function ChannelCard({ channel, onEdit }: { channel: Channel; onEdit: () => void }) {
  const testing = useTestChannel()
  const Icon = icons[channel.type]
  const where = whereTo(channel)
  return (
    <Card aria-label={channel.name} className="flex flex-col">
      <CardHeader>
        <Icon aria-hidden className="size-4 shrink-0 text-muted-foreground" />
        <CardTitle>{channel.name}</CardTitle>
        <CardActions>
          <Badge tone={states[channel.state].tone}>{states[channel.state].word}</Badge>
          {channel.origin === 'file' ? null : (
            <Allowed to="channels">
              <Menu channel={channel} onEdit={onEdit} />
            </Allowed>
          )}
        </CardActions>
      </CardHeader>
      <CardContent className="grid flex-1 content-start gap-3">
        <p className="text-muted-foreground text-xs [overflow-wrap:anywhere]">
          {typeNames[channel.type]}
          {where ? ` · ${where}` : ''}
          {channel.origin === 'file' ? ' · from the configuration' : ''}
        </p>
        {channel.last_error && channel.state !== 'ok' ? (
          <p className="rounded-md bg-destructive-soft px-2.5 py-1.5 text-destructive-soft-foreground text-xs [overflow-wrap:anywhere]">
            {channel.last_error}
          </p>
        ) : null}
        <Facts>
          <Fact name="Last sent">{channel.last_sent_at ? <TimeAgo at={channel.last_sent_at} /> : 'never'}</Fact>
          <Fact name="On their way">{channel.pending}</Fact>
          <Fact name="Not delivered">{channel.dead}</Fact>
          <Fact name="Told of">
            {channel.min_severity ? `${channel.min_severity} and worse` : 'every severity'}
            {channel.send_resolved ? ', and when it is over' : ''}
          </Fact>
        </Facts>
        <Allowed to="channels">
          <TestAnswer testing={testing} />
          <Button
            size="sm"
            className="justify-self-start"
            disabled={testing.isPending}
            onClick={() => testing.mutate({ channel_id: channel.id })}
          >
            <Send aria-hidden />
            {testing.isPending ? 'Sending …' : 'Send a test'}
          </Button>
        </Allowed>
      </CardContent>
    </Card>
  )
}
