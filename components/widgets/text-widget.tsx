import type { WidgetBodyProps } from './widget-kind'

/** Words of the board's maker, with their line breaks. */
export function TextWidget({ widget }: WidgetBodyProps) {
  const text = widget.config.text?.trim()
  return (
    <div className="h-full overflow-y-auto px-4 pb-4">
      <p className={`whitespace-pre-wrap break-words text-[13px] ${text ? '' : 'text-muted-foreground'}`}>
        {text || 'No text yet'}
      </p>
    </div>
  )
}
