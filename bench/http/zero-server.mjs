/** A server on loopback that answers every POST at once (or after DELAY_MS) with one chat completion; prints its port. */
import { createServer } from 'node:http'

const delayMs = Number(process.argv[2] ?? 0)
const answer = JSON.stringify({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  model: 'loopback',
  choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'card_arrival' } }],
  usage: { prompt_tokens: 120, completion_tokens: 3, total_tokens: 123 },
})
const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(answer) }

const server = createServer((request, response) => {
  request.resume()
  request.on('end', () => {
    if (delayMs === 0) response.writeHead(200, headers).end(answer)
    else setTimeout(() => response.writeHead(200, headers).end(answer), delayMs)
  })
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => process.send(server.address().port))
process.on('disconnect', () => process.exit(0))
