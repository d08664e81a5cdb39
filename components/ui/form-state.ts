/** What a form was answered: what is wrong with what was typed, or what was made of it. */
export interface FormState {
  readonly fault: string | null;
  readonly made: string | null;
}

export const UNSENT: FormState = { fault: null, made: null };
