import { download } from '@/components/ui/download'

/** Hands the reader a file that their browser saves under this name. */
export const downloadJson = (name: string, content: unknown) =>
  download(name, 'application/json', JSON.stringify(content, null, 2))
