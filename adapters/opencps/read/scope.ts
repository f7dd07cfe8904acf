import type { RemoteService } from '../remote.ts';
import type { Row } from '../writing.ts';
import type { ToldService } from './services.ts';

/** What of a procedure is about to be compared. */
export interface Scope {
  options: boolean;
  value: boolean;
  components: boolean;
  eform: boolean;
  workflow: boolean;
  offerings: boolean;
}

/** A service with its detail as it came. */
export interface FoundService {
  service: RemoteService;
  detail: Row;
  told: ToldService;
}
