/** What a shell may ask of demand and indicators, for showing. */
export { demandOf, filesReceived, indicatorsOf, lastMeasured } from '../../store/runs/measures.ts';
