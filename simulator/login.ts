/** The office user whose login every request must carry. */
export interface Login {
  readonly username: string;
  readonly password: string;
  /** Whether the user's group may use the API. Default: true; false gives code 306. */
  readonly isAllowed?: boolean;
}
