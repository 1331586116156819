'use client'

import './globals.css'

type GlobalErrorProps = { error: Error & { digest?: string } }

/** Where not even the frame of the pages could be drawn. Works without scripts, for this may be all that there is. */
export default function GlobalError({ error }: GlobalErrorProps) {
  return (
    <html lang="en">
      <body className="font-sans">
        <title>Error · DataWatch</title>
        <main className="mx-auto mt-16 grid max-w-lg gap-3 rounded-lg border bg-card p-6 text-center">
          <h1 className="font-semibold text-lg">This page could not be shown</h1>
          <p className="text-[13px] text-muted-foreground">
            Something went wrong on our side{error.digest ? `; ${error.digest} finds it in the log` : ''}.
          </p>
          <form>
            <button type="submit" className="text-[13px] text-primary underline underline-offset-2">
              Try again
            </button>
          </form>
        </main>
      </body>
    </html>
  )
}
