import { resource, route } from '@/lib/http/route'
import { storage } from '@/lib/storage/contract'
import { readStorage } from '@/lib/storage/service/read-storage'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', response: storage }, (context) => readStorage(context)),
})
