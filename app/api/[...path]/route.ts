export { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } from '../v1/datawatch/[[...path]]/route'
