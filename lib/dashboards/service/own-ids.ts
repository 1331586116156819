import 'server-only'
import { uuidv7 } from 'uuidv7'
import { listForeignWidgets, type Queryable } from '../store/boards'

/** The same widgets, each with the id it brings, unless another board has that or it comes twice: then with a new one. */
export async function withOwnIds<W extends { id?: string }>(tx: Queryable, boardId: string, widgets: readonly W[]) {
  const asked = widgets.flatMap((widget) => (widget.id ? [widget.id] : []))
  const taken = new Set(await listForeignWidgets(tx, asked, boardId))
  return widgets.map((widget) => {
    const free = widget.id !== undefined && !taken.has(widget.id)
    const own = free && widget.id ? widget.id : uuidv7()
    taken.add(own)
    return { ...widget, id: own }
  })
}
