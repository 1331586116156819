type Search = { get(name: string): string | null }

/** What of a board's page is shown alone, as its address says: the board, or one of its widgets. */
export function readFullScreen(search: Search): { board: boolean; widget: string | null } {
  const widget = search.get('widget')
  return { board: widget === null && search.get('full') === '1', widget }
}

/** Whether a page is shown with nothing around it: a board, while it is not edited. */
export function isFullScreen(pathname: string, search: Search): boolean {
  const { board, widget } = readFullScreen(search)
  return /^\/dashboards\/[^/]+$/.test(pathname) && !search.get('edit') && (board || widget !== null)
}
