import { ClaimsNotShared } from "./errors";

/** What the other provider processes of this run have claimed, at one moment. */
export interface OtherClaims {
  /** Whether another process claims a place. */
  has(place: string): boolean;
  /** The PBXs on which other processes found an ID in place. */
  placesOf(extensionId: string): readonly string[];
}

/** The claims that the provider processes of this run share. */
export interface SharedClaims {
  /** Shares that this process claims a place. */
  claim(place: string): void;
  /** Shares that this process no longer claims a place. */
  release(place: string): void;
  /** Shares that this process found an ID in place on a PBX. */
  foundInPlace(extensionId: string, pbx: string): void;
  /** Reads what the others claim now. */
  readOthers(): OtherClaims;
  /** Why nothing is shared: the folder, and what is wrong with it. Undefined as long as nothing is wrong. */
  readonly problem: string | undefined;
}

/** A claim of a place. */
interface Claim {
  how: "created" | "changed" | "unchanged";
  /** The resource that claims it, where the adapter knows it. */
  owner: string | undefined;
}

/**
 * What this process has claimed, by PBX and extension ID.
 *
 * The engine creates first and deletes afterwards. A resource that was renamed, moved, tainted or replaced with its ID
 * kept would lose its phone: the create finds the extension in place, and the delete that follows removes it. So the
 * delete of an ID that another resource of this run manages is skipped.
 */
export class Claims {
  readonly #claimed = new Map<string, Claim>();
  readonly #foundInPlace = new Map<string, string>();
  /** The places that check has seen in the program, with the resource that declares each, where the adapter knows it. */
  readonly #declared = new Map<string, string | undefined>();
  readonly #inState = new Set<string>();
  readonly #deleted = new Set<string>();
  readonly #shared: SharedClaims | undefined;

  /** @param shared - the claims of the other processes of this run, where it has several */
  constructor(shared?: SharedClaims) {
    this.#shared = shared;
  }

  /**
   * Check saw this ID in the program. That alone is not a claim: check runs for replacements as well.
   *
   * @param owner - the resource that declares it, where the adapter knows it
   * @returns another resource that declares the same ID
   */
  declare(pbx: string, extensionId: string, owner?: string): string | undefined {
    const place = key(pbx, extensionId);
    const before = this.#declared.get(place);
    if (before !== undefined && owner !== undefined && before !== owner) {
      return before;
    }
    this.#declared.set(place, owner);
    return undefined;
  }

  /** The state holds this ID: what is on the PBX under it is this stack's. */
  hold(pbx: string, extensionId: string): void {
    this.#inState.add(key(pbx, extensionId));
  }

  /** Whether the state holds this ID, as far as this run has seen it. */
  isInState(pbx: string, extensionId: string): boolean {
    return this.#inState.has(key(pbx, extensionId));
  }

  /**
   * Whether check has seen this ID in the program of this run. A refresh calls diff without check.
   */
  isDeclared(pbx: string, extensionId: string): boolean {
    return this.#declared.has(key(pbx, extensionId));
  }

  /**
   * Diff found a resource of the program that keeps this ID.
   *
   * @param owner - the resource, where the adapter knows it
   * @returns false where a create, adoption or update of this run claimed the ID before: two resources declare it
   */
  keep(pbx: string, extensionId: string, owner?: string): boolean {
    if (!this.isDeclared(pbx, extensionId)) {
      // During a refresh it is not known what the program declares.
      return true;
    }
    const place = key(pbx, extensionId);
    const claim = this.#claimed.get(place);
    if (claim !== undefined && claim.how !== "unchanged") {
      return false;
    }
    this.#claim(place, { how: "unchanged", owner });
    return true;
  }

  /**
   * A create is about to write this ID, or an update to change it.
   *
   * @param owner - the resource, where the adapter knows it: one without a difference may still be replaced, by the
   * option `replaceOnChanges`
   * @returns false where the ID was claimed before: for a create, two resources declare it
   */
  make(pbx: string, extensionId: string, owner?: string): boolean {
    const place = key(pbx, extensionId);
    const free = !this.#isClaimed(place, owner);
    this.#claim(place, { how: "created", owner });
    return free;
  }

  /**
   * Whether the only claim of an ID is that of a diff which found no difference. The engine creates also such a resource: one
   * that an interrupted replacement has deleted.
   */
  isOnlyKept(pbx: string, extensionId: string): boolean {
    return this.#claimed.get(key(pbx, extensionId))?.how === "unchanged";
  }

  /**
   * An update is about to change the extension of this ID.
   *
   * @param owner - the resource, where the adapter knows it
   * @returns false where a create of this run has written the ID: another resource declares it
   */
  change(pbx: string, extensionId: string, owner?: string): boolean {
    const place = key(pbx, extensionId);
    const claim = this.#claimed.get(place);
    const isOfAnother = claim?.how === "created" && (owner === undefined || claim.owner !== owner);
    if (!isOfAnother) {
      this.#claim(place, { how: "changed", owner });
    }
    return !isOfAnother;
  }

  /**
   * The address at which another resource of this run manages this ID: `pbx` itself, or another one at which a create found
   * the ID in place. Two addresses may be one PBX: a name and an IP, or the PBX itself and the TLS proxy before it.
   *
   * @param owner - the resource that is to be deleted, where the adapter knows it
   * @returns undefined where nothing speaks against removing the extension
   * @throws ClaimsNotShared where that cannot be known
   */
  managedAt(pbx: string, extensionId: string, owner?: string): string | undefined {
    const place = key(pbx, extensionId);
    if (this.#isClaimed(place, owner)) {
      return pbx;
    }
    // Once: it reads the files of the other processes.
    const others = this.#shared?.readOthers();
    if (others?.has(place) === true) {
      return pbx;
    }
    this.#assertShared(pbx, extensionId, "removed");
    const own = this.#foundInPlace.get(extensionId);
    const places = [...(own === undefined ? [] : [own]), ...(others?.placesOf(extensionId) ?? [])];
    return places.find((found) => found !== pbx);
  }

  /**
   * A create found this ID on a PBX, and is about to keep or adopt the extension.
   *
   * @throws ClaimsNotShared where the process that deletes the replaced resource would not know it
   */
  foundInPlace(extensionId: string, pbx: string): void {
    if (this.#foundInPlace.get(extensionId) !== pbx) {
      this.#foundInPlace.set(extensionId, pbx);
      this.#shared?.foundInPlace(extensionId, pbx);
    }
    this.#assertShared(pbx, extensionId, "adopted");
  }

  /** The extension was removed from the PBX: another resource may create it again. */
  release(pbx: string, extensionId: string): void {
    const place = key(pbx, extensionId);
    this.#deleted.add(place);
    if (this.#claimed.delete(place)) {
      this.#shared?.release(place);
    }
  }

  /** Whether this run has removed the extension of this ID. */
  wasDeleted(pbx: string, extensionId: string): boolean {
    return this.#deleted.has(key(pbx, extensionId));
  }

  /** The claim that diff made for a resource does not block that resource. */
  #isClaimed(place: string, owner: string | undefined): boolean {
    const claim = this.#claimed.get(place);
    const isItsOwn = owner !== undefined && claim?.owner === owner && claim.how === "unchanged";
    return claim !== undefined && !isItsOwn;
  }

  #assertShared(pbx: string, extensionId: string, outcome: "removed" | "adopted"): void {
    const problem = this.#shared?.problem;
    if (problem !== undefined) {
      throw new ClaimsNotShared(pbx, extensionId, outcome, problem);
    }
  }

  #claim(place: string, claim: Claim): void {
    if (!this.#claimed.has(place)) {
      this.#shared?.claim(place);
    }
    this.#claimed.set(place, claim);
  }
}

function key(pbx: string, extensionId: string): string {
  return `${pbx}\n${extensionId}`;
}
