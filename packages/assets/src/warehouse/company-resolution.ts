import { surrogateKey } from './surrogate-key.ts'

/** One way in which records name their holder. */
export interface Alias {
  readonly aliasKey: string
  readonly permit: string | null
  readonly nameKey: string | null
  readonly addressKey: string | null
  /** Orders its earliest record among all records: by day of receipt, then by TTB ID. */
  readonly firstOrder: number
}

export type Evidence = 'anchor' | 'same_permit' | 'same_name_and_address' | 'listed_together' | 'indirect'

export interface ResolvedAlias {
  readonly aliasKey: string
  readonly companyKey: string
  /** What the key of the company is made from. */
  readonly naturalKey: string
  readonly evidence: Evidence
  readonly confidence: number
}

export interface ResolvedCompanies {
  readonly aliases: readonly ResolvedAlias[]
  /** The company of each permit. */
  readonly permits: ReadonlyMap<string, string>
}

const BY_NAME_AND_ADDRESS = 0.9
const BY_LISTING = 0.8
const BY_NAME_ALONE = 0.5

/**
 * Finds which ways of naming are one company: those with the same permit, then those with the same name and address, and
 * those whose permits one record lists together. A company is named for the permit of its earliest record with one, so
 * that what came in last changes no key that stood, and the order in which records came in none at all. Pure.
 */
export function resolveCompanies(
  aliases: readonly Alias[],
  permitLinks: readonly (readonly [permit: string, other: string])[],
): ResolvedCompanies {
  const graph = createGraph()
  const nodesOf = aliases.map((alias) => {
    const permit = alias.permit === null ? -1 : graph.node(`permit ${alias.permit}`)
    const named = namedNode(alias)
    const name = named === null ? -1 : graph.node(named)
    if (permit >= 0 && name >= 0) graph.join(permit, name)
    return { permit, name }
  })
  for (const [one, other] of permitLinks) graph.link(graph.node(`permit ${one}`), graph.node(`permit ${other}`))

  const anchors = findAnchors(aliases, nodesOf, graph)
  const ties = measureTies(graph, anchors)
  const resolved = aliases.map((alias, at): ResolvedAlias => {
    const { permit, name } = nodesOf[at] as Nodes
    const anchor = anchors.get(graph.root(permit >= 0 ? permit : name)) as Anchor
    const tie = ties[permit >= 0 ? permit : name] as Tie
    return {
      aliasKey: alias.aliasKey,
      companyKey: anchor.companyKey,
      naturalKey: anchor.naturalKey,
      ...weigh(alias, at === anchor.alias, permit >= 0, tie, anchor),
    }
  })
  const permits = new Map<string, string>()
  for (const [name, node] of graph.nodes) {
    const anchor = anchors.get(graph.root(node))
    if (name.startsWith('permit ') && anchor) permits.set(name.slice('permit '.length), anchor.companyKey)
  }
  return { aliases: resolved, permits }
}

interface Nodes {
  readonly permit: number
  readonly name: number
}

/** Names tell companies apart only together with an address; where a record has none, a name is tied to itself alone. */
function namedNode({ permit, nameKey, addressKey }: Alias): string | null {
  if (nameKey !== null && addressKey !== null) return `name ${nameKey}|${addressKey}`
  if (permit !== null) return null
  return `name ${nameKey ?? ''}|${addressKey ?? ''}`
}

interface Anchor {
  readonly alias: number
  readonly node: number
  readonly naturalKey: string
  readonly companyKey: string
}

/** The earliest way of naming of each company, one with a permit before any without. */
function findAnchors(aliases: readonly Alias[], nodesOf: readonly Nodes[], graph: Graph): ReadonlyMap<number, Anchor> {
  const best = new Map<number, number>()
  const comesBefore = (one: Alias, other: Alias): boolean => {
    if ((one.permit === null) !== (other.permit === null)) return one.permit !== null
    if (one.firstOrder !== other.firstOrder) return one.firstOrder < other.firstOrder
    return one.aliasKey < other.aliasKey
  }
  aliases.forEach((alias, at) => {
    const { permit, name } = nodesOf[at] as Nodes
    const root = graph.root(permit >= 0 ? permit : name)
    const held = best.get(root)
    if (held === undefined || comesBefore(alias, aliases[held] as Alias)) best.set(root, at)
  })
  return new Map(
    [...best].map(([root, at]) => {
      const { permit, name } = nodesOf[at] as Nodes
      const alias = aliases[at] as Alias
      const naturalKey = alias.permit ?? `${alias.nameKey ?? ''}|${alias.addressKey ?? ''}`
      return [root, { alias: at, node: permit >= 0 ? permit : name, naturalKey, companyKey: surrogateKey(naturalKey) }]
    }),
  )
}

/** How a permit or a name is tied to the anchor of its company. */
interface Tie {
  readonly steps: number
  readonly confidence: number
  readonly by: 'permit' | 'name' | 'listing'
}

/** Goes out from every anchor along the surest ways; a step from name to permit, or along a listing, makes a tie less sure. */
function measureTies(graph: Graph, anchors: ReadonlyMap<number, Anchor>): (Tie | undefined)[] {
  const ties: (Tie | undefined)[] = []
  let layer: number[] = []
  const reach = (node: number, tie: Tie, next: number[]): void => {
    const held = ties[node]
    if (held && (held.confidence > tie.confidence || (held.confidence === tie.confidence && held.steps <= tie.steps)))
      return
    ties[node] = tie
    next.push(node)
  }
  for (const { node } of anchors.values()) reach(node, { steps: 0, confidence: 1, by: 'permit' }, layer)
  while (layer.length > 0) {
    const next: number[] = []
    for (const node of layer) {
      const tie = ties[node] as Tie
      const isPermit = graph.isPermit(node)
      for (const other of graph.joined(node)) {
        if (isPermit) reach(other, { ...tie, by: tie.by }, next)
        else reach(other, { steps: tie.steps + 1, confidence: tie.confidence * BY_NAME_AND_ADDRESS, by: 'name' }, next)
      }
      for (const other of graph.linked(node))
        reach(other, { steps: tie.steps + 1, confidence: tie.confidence * BY_LISTING, by: 'listing' }, next)
    }
    layer = next
  }
  return ties
}

function weigh(
  alias: Alias,
  isAnchor: boolean,
  hasPermit: boolean,
  tie: Tie,
  anchor: Anchor,
): Pick<ResolvedAlias, 'evidence' | 'confidence'> {
  if (!hasPermit) {
    if (alias.nameKey === null || alias.addressKey === null)
      return { evidence: isAnchor ? 'anchor' : 'indirect', confidence: BY_NAME_ALONE }
    if (isAnchor) return { evidence: 'anchor', confidence: 1 }
    const confidence = round(tie.confidence * BY_NAME_AND_ADDRESS)
    return { evidence: tie.steps === 0 && anchor.alias >= 0 ? 'same_name_and_address' : 'indirect', confidence }
  }
  if (isAnchor) return { evidence: 'anchor', confidence: 1 }
  if (tie.steps === 0) return { evidence: 'same_permit', confidence: 1 }
  if (tie.steps > 1) return { evidence: 'indirect', confidence: round(tie.confidence) }
  return {
    evidence: tie.by === 'name' ? 'same_name_and_address' : 'listed_together',
    confidence: round(tie.confidence),
  }
}

function round(share: number): number {
  return Math.round(share * 1000) / 1000
}

interface Graph {
  readonly nodes: ReadonlyMap<string, number>
  node(name: string): number
  isPermit(node: number): boolean
  /** Ties a permit to a name with address. */
  join(permit: number, name: number): void
  /** Ties two permits that a record lists together. */
  link(one: number, other: number): void
  joined(node: number): readonly number[]
  linked(node: number): readonly number[]
  /** The same for all nodes of a company. */
  root(node: number): number
}

const NONE: readonly number[] = []

/** Permits and names with what ties them: a union-find, and the ties themselves. */
function createGraph(): Graph {
  const nodes = new Map<string, number>()
  const permits: boolean[] = []
  const parents: number[] = []
  const joins: (number[] | undefined)[] = []
  const links: (number[] | undefined)[] = []
  const root = (node: number): number => {
    let top = node
    while (parents[top] !== top) top = parents[top] as number
    for (let at = node; parents[at] !== top; ) {
      const next = parents[at] as number
      parents[at] = top
      at = next
    }
    return top
  }
  const tie = (ties: (number[] | undefined)[], one: number, other: number): void => {
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      const list = ties[from] ?? []
      list.push(to)
      ties[from] = list
    }
    const [top, below] = [root(one), root(other)].sort((a, b) => a - b) as [number, number]
    parents[below] = top
  }
  return {
    nodes,
    node(name) {
      const known = nodes.get(name)
      if (known !== undefined) return known
      const node = parents.length
      nodes.set(name, node)
      parents.push(node)
      permits.push(name.startsWith('permit '))
      return node
    },
    isPermit: (node) => permits[node] as boolean,
    join: (permit, name) => tie(joins, permit, name),
    link: (one, other) => tie(links, one, other),
    joined: (node) => joins[node] ?? NONE,
    linked: (node) => links[node] ?? NONE,
    root,
  }
}
