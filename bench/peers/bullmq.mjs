// How many no-op jobs a second BullMQ does: `bullmq.mjs REDIS_URL COUNT CONCURRENCY PREFIX`. Set up as its guide has
// it for speed: added in bulk, one worker with local concurrency, nothing kept of what is done. Printed is one line
// of JSON, as by `crates/queue/examples/noop_jobs.rs`.
import process from "node:process"
import { Queue, Worker } from "bullmq"
import { Redis } from "ioredis"

const [url, count, concurrency, prefix] = process.argv.slice(2)
// Half of them first, unmeasured: Node compiles what is hot.
await measure("warm-up", Math.floor(count / 2))
const measured = await measure("jobs", Number(count))
process.stdout.write(`${JSON.stringify(measured)}\n`)

/** Jobs enqueued a second, and then, from the worker's start until Redis holds none, jobs consumed a second. */
async function measure(name, jobs) {
  const connection = new Redis(url, { maxRetriesPerRequest: null })
  const queue = new Queue(name, { connection, prefix })
  const enqueued = await perSecond(jobs, () => enqueue(queue, jobs))
  let worker
  const consumed = await perSecond(jobs, async () => {
    worker = await consume(queue, jobs)
    while (await holdsAny(queue));
  })
  await worker.close()
  await queue.close()
  connection.disconnect()
  return { enqueued, consumed }
}

/** A thousand at a time. */
async function enqueue(queue, jobs) {
  for (let from = 0; from < jobs; from += 1000) {
    const some = Array.from({ length: Math.min(1000, jobs - from) }, (_, n) => ({
      name: "noop",
      data: { n: from + n },
      opts: { removeOnComplete: true },
    }))
    await queue.addBulk(some)
  }
}

/** Resolves to the worker once it has run so many. */
function consume(queue, jobs) {
  return new Promise((resolve, reject) => {
    let left = jobs
    const noop = async () => {
      left -= 1
      if (left === 0) resolve(worker)
    }
    const { connection } = queue.opts
    const options = { connection, prefix, concurrency: Number(concurrency) }
    const worker = new Worker(queue.name, noop, options)
    worker.on("error", reject)
  })
}

async function holdsAny(queue) {
  const { active, failed, prioritized, waiting } = await queue.getJobCounts()
  if (failed > 0) throw new Error(`${failed} jobs failed`)
  return active + prioritized + waiting > 0
}

async function perSecond(jobs, run) {
  const start = performance.now()
  await run()
  return (jobs * 1000) / (performance.now() - start)
}
