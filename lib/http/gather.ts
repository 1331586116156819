type Waiting<Q, A> = { question: Q; resolve: (answer: A) => void; reject: (error: unknown) => void }

/**
 * Turns a call that takes many questions into one that takes a single one: what is asked within `waitMs` goes out
 * together, at most `most` at a time. `send` answers in the order of the questions, each with a value or an `Error`.
 */
export function gather<Q, A>(send: (questions: Q[]) => Promise<(A | Error)[]>, { waitMs = 4, most = 100 } = {}) {
  let queue: Waiting<Q, A>[] = []
  async function flush(batch: Waiting<Q, A>[]) {
    try {
      const answers = await send(batch.map((item) => item.question))
      for (const [i, item] of batch.entries()) {
        const answer = answers[i]
        if (answer === undefined) item.reject(new Error('The server left this question unanswered'))
        else if (answer instanceof Error) item.reject(answer)
        else item.resolve(answer)
      }
    } catch (error) {
      for (const item of batch) item.reject(error)
    }
  }
  return (question: Q) =>
    new Promise<A>((resolve, reject) => {
      if (queue.length === 0) {
        setTimeout(() => {
          const waiting = queue
          queue = []
          for (let i = 0; i < waiting.length; i += most) void flush(waiting.slice(i, i + most))
        }, waitMs)
      }
      queue.push({ question, resolve, reject })
    })
}
