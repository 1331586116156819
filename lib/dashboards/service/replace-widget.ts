import 'server-only'
import type { Context } from '@/lib/context/context'
import type { WidgetBody, WidgetOfBoard } from '../contract'
import type { Match } from '../match'
import { editWidget } from './edit-widget'

/** Makes the widget exactly this; without a position it stays where it is. */
export function replaceWidget(context: Context, id: string, body: WidgetBody, match: Match): Promise<WidgetOfBoard> {
  return editWidget(context, id, match, (widget) => ({ ...body, id, position: body.position ?? widget.position }))
}
