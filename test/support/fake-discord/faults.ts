/** What goes wrong with a request. */
export type Fault =
  /** An answer of this status with no body that says anything, as from a broken proxy. */
  | { readonly kind: 'status'; readonly status: number }
  /** 429: the client has to wait so many seconds of real time. */
  | { readonly kind: 'limited'; readonly seconds: number; readonly global?: boolean }
  /** The connection breaks. */
  | { readonly kind: 'dropped' }
  /** The answer comes so many milliseconds of real time later. */
  | { readonly kind: 'slow'; readonly milliseconds: number };

export interface PlannedFault {
  /** How a route begins: `PATCH`, `POST /interactions`; every route by default. */
  readonly route?: string;
  /** How many requests it meets; 1. */
  readonly times?: number;
  /** The request is carried out and only then answered like this; false. */
  readonly afterwards?: boolean;
  readonly fault: Fault;
}

/** What is to go wrong, in the order in which it was asked for. */
export class Faults {
  #planned: { route: string; left: number; afterwards: boolean; fault: Fault }[] = [];

  plan({ route = '', times = 1, afterwards = false, fault }: PlannedFault): void {
    this.#planned.push({ route, left: times, afterwards, fault });
  }

  /** The fault that this request meets, if any; it is then used up. */
  take(route: string): { readonly fault: Fault; readonly afterwards: boolean } | undefined {
    const met = this.#planned.find((planned) => planned.left > 0 && route.startsWith(planned.route));
    if (met === undefined) return undefined;
    met.left -= 1;
    this.#planned = this.#planned.filter(({ left }) => left > 0);
    return met;
  }

  clear(): void {
    this.#planned = [];
  }
}
