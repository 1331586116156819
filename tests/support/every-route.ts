import type { Handler } from '@/lib/http/route'
import { filesOf } from './routes'
import { ask, load, type Methods, valuesOf } from './visitor'

export const changing = ['POST', 'PUT', 'PATCH', 'DELETE'] as const
type Changing = (typeof changing)[number]

/** One method of one address, to be asked as a browser or a program would. */
export type Door = {
  address: string
  method: Changing | 'GET'
  send(headers: Record<string, string>, body?: BodyInit): Promise<Response>
}

const doorOf = (address: string, names: string[], method: Door['method'], handler: Handler): Door => ({
  address,
  method,
  send: (headers, body) => ask(handler, address, { method, headers, body, params: valuesOf(names) }),
})

/** Every method that a route answers, read from the files of the routes; needs a runtime, for what is refused is found by asking. */
export async function everyDoor(methods: readonly Door['method'][]): Promise<Door[]> {
  const doors: Door[] = []
  for (const { file, address, names } of filesOf('route.ts')) {
    const handlers = await load<Methods>(file)
    for (const method of methods) {
      const door = doorOf(address, names, method, handlers[method])
      const { status } = await door.send({})
      if (status !== 405) doors.push(door)
    }
  }
  return doors
}
