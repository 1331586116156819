import 'server-only'
import type { Context } from '@/lib/context/context'
import type { WidgetOfBoard, WidgetPatch } from '../contract'
import type { Match } from '../match'
import { editWidget } from './edit-widget'

/** Changes what is given; `config` is replaced as a whole. */
export function updateWidget(context: Context, id: string, patch: WidgetPatch, match: Match): Promise<WidgetOfBoard> {
  return editWidget(context, id, match, (widget) => ({
    id,
    type: patch.type ?? widget.type,
    title: patch.title ?? widget.title,
    metric: patch.metric === undefined ? widget.metric : patch.metric,
    config: patch.config ?? widget.config,
    position: patch.position ?? widget.position,
  }))
}
