/** The public JSON that the element reads, and the values that its parts pass to each other. Never served. */

/** Days are inclusive, at the place; `null` is not known. */
interface When {
    edtf: string | null
    first_day: string | null
    last_day: string | null
    exact: boolean
    starts_at: string | null
    ends_at: string | null
    time_zone: string | null
    phrase: string | null
}

interface Named {
    name: string
    slug?: string
    time_zone?: string | null
    who?: string
    presence?: string | null
    [more: string]: any
}

interface Claim {
    property: string
    value: any
    relation: string
    source: string
    publisher: string
    tier: string
    url?: string
    published_at: string
    locator: string | null
    attributed_to: string | null
    report?: string
    corrected_by?: string | null
    reason: string | null
}

/** An event as `readEvent` leaves it: every list is a list, every text a text or null. */
interface TimelineEvent {
    id: string
    slug: string
    kind: string | null
    status: string | null
    title: string | null
    summary: string | null
    when: When
    where: Named[]
    participants: Named[]
    topics: string[]
    part_of: string[]
    rank: string | null
    mode: string | null
    moved: { from: string; to?: string | null }[]
    postponed_from: string | null
    sources: string[]
    contested: string[]
    deviations: { property: string; planned: string | null; actual: string | null }[]
    revision: number
    known_from: string | null
    links: { html?: string }
    claims: Claim[]
    hasClaims: boolean
    changes?: string[]
}

/** One line of a view with its parts. `firstDay` is "9999" where no day is known. */
interface Row {
    slug: string
    readonly event: TimelineEvent
    readonly partOf: string[]
    readonly hasClock: boolean
    parts: Row[]
    firstDay: string
    lastDay: string
    isChanged(now: number): boolean
}

/**
 * What every view is drawn from. `rows` are those that are part of no other, `all` every one. `todayAt`: the row before
 * which today lies, -1 in an archive; `isPast`: nothing lies ahead.
 */
interface Model {
    rows: Row[]
    all: Row[]
    bySlug: Map<string, Row>
    readonly events: TimelineEvent[]
    today: string
    todayAt: number
    opensAt: number
    isPast: boolean
    changed: number
    hasClocks: boolean
}

/**
 * What the reader did. `from` (inclusive) to `to` (exclusive) are the rows shown, `most` bounds what a search shows;
 * `open` holds the keys of folds.
 */
interface Reader {
    open: Set<string>
    search: string
    onlyChanged: boolean
    tz: string
    from: number
    to: number
    most: number
    target: string
    view: string
    isPrinting?: boolean
}

/** The minified style sheet, put in by the build. */
declare const STYLES: string

interface ImportMeta {
    url: string
}
