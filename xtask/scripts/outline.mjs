// Outlines scripts for `cargo xtask tidy`, with a real parser: which functions they hold, and which
// string literals could name another file. Reads a JSON array of paths, writes a JSON array.
import { readFileSync } from 'node:fs'
import { parseSync } from 'oxc-parser'

const FUNCTIONS = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
])

/** Tells the line of an offset, both counted as people do: the first line is 1. */
function lineCounter(text) {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return (offset) => {
    let low = 0
    let high = starts.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (starts[middle] <= offset) low = middle
      else high = middle
    }
    return low + 1
  }
}

/** Calls `visit(node, name)` for each node under `node`; `name` is what the code around it calls it. */
function walk(node, visit, name = null) {
  if (Array.isArray(node)) {
    for (const item of node) walk(item, visit, name)
    return
  }
  if (node === null || typeof node !== 'object') return
  if (typeof node.type === 'string') visit(node, name)
  const inner = node.id?.name ?? node.key?.name ?? null
  for (const value of Object.values(node)) walk(value, visit, inner)
}

/** A literal can name a file if it is relative or goes by an alias of the features' folder. */
function mayNameFile(node) {
  return (
    node.type === 'Literal' &&
    typeof node.value === 'string' &&
    (node.value.startsWith('.') || node.value.includes('features/'))
  )
}

function outline(path) {
  const text = readFileSync(path, 'utf8')
  const { program, errors } = parseSync(path, text)
  const lineOf = lineCounter(text)
  const found = { path, error: errors[0]?.message ?? null, functions: [], literals: [] }
  walk(program, (node, name) => {
    const line = lineOf(node.start)
    if (FUNCTIONS.has(node.type)) {
      const lines = lineOf(node.end) - line + 1
      found.functions.push({ name: node.id?.name ?? name ?? 'a function', line, lines })
    } else if (mayNameFile(node)) {
      found.literals.push({ line, value: node.value })
    }
  })
  return found
}

const paths = JSON.parse(readFileSync(0, 'utf8'))
process.stdout.write(JSON.stringify(paths.map(outline)))
