/** What a sender may not go beyond: the tables that its key is bound to, and of the sources that sign the one it signed for. */
export type Bounds = { tables?: readonly string[]; signedFor?: string }

/** What is refused because its sender may not send it, though another may. */
export const beyondBounds: readonly string[] = ['table_not_allowed', 'source_not_signed']
