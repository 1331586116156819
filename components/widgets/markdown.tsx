import ReactMarkdown, { type Components } from 'react-markdown'
import remarkGfm from 'remark-gfm'

const plugins = [remarkGfm]
/** Pictures would have each viewer's browser ask another server. */
const left: string[] = ['img']

const components: Components = {
  a: ({ node: _, ...props }) => <a {...props} rel="noopener noreferrer nofollow" target="_blank" />,
  h1: ({ node: _, children }) => <h3 className="font-semibold text-lg">{children}</h3>,
  h2: ({ node: _, children }) => <h3 className="font-semibold text-base">{children}</h3>,
  h3: ({ node: _, children }) => <h4 className="font-semibold text-sm">{children}</h4>,
  input: ({ node: _, ...props }) => <input {...props} aria-label={props.checked ? 'Done' : 'To do'} />,
}

const prose = [
  'grid grid-cols-[minmax(0,1fr)] gap-2 break-words text-[13px] leading-relaxed',
  '[&_a]:text-primary [&_a]:underline [&_a]:underline-offset-2',
  '[&_ul]:list-disc [&_ul]:pl-5 [&_ol]:list-decimal [&_ol]:pl-5 [&_.contains-task-list]:list-none [&_.contains-task-list]:pl-0',
  '[&_code]:rounded [&_code]:bg-muted [&_code]:px-1 [&_code]:font-mono [&_code]:text-xs',
  '[&_pre]:overflow-x-auto [&_pre]:rounded-md [&_pre]:bg-muted [&_pre]:p-2',
  '[&_blockquote]:border-l-2 [&_blockquote]:pl-3 [&_blockquote]:text-muted-foreground',
  '[&_table]:w-full [&_th]:border-b [&_th]:py-1 [&_th]:text-left [&_td]:border-b [&_td]:py-1 [&_hr]:my-1',
].join(' ')

/** Markdown as elements: HTML in it stays text, and links lead to web and mail addresses alone. */
export function Markdown({ text }: { text: string }) {
  return (
    <div className={prose}>
      <ReactMarkdown remarkPlugins={plugins} disallowedElements={left} components={components}>
        {text}
      </ReactMarkdown>
    </div>
  )
}
