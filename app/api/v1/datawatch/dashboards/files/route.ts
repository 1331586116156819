import { boardFileList } from '@/lib/dashboards/file-contract'
import { listBoardFiles } from '@/lib/dashboards/service/board-files'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', response: boardFileList }, (context) => listBoardFiles(context)),
})
