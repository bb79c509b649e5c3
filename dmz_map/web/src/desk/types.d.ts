export interface Action {
  action: string;
  candidate?: string;
  field?: string;
  value?: string;
  number?: number;
  start?: number;
  end?: number;
}
export interface Sent extends Action {
  n: number;
}
export interface Passage {
  field: string;
  value: string;
  start: number;
  end: number;
}
export interface Field {
  name: string;
  value: string;
  shown: string;
  archive: string;
}
export interface Candidate {
  key: string;
  score: number;
  reasons: string[];
  decision: string;
  known: { id: string; title: string } | null;
  fields: Field[];
  passages: Passage[];
  gaps: { field: string; kind: string; blocking: boolean }[];
  point: [number, number] | null;
}
export interface DeskData {
  id: string;
  address: string;
  language: string;
  about: [string, string][];
  candidates: Candidate[];
  done: Record<string, number>;
  words: Record<string, string>;
  fieldNames: Record<string, string>;
  terms: Record<string, [string, string][]>;
  places: string[];
  line: [number, number][];
}
export interface Component {
  parentElement: HTMLElement;
  data: DeskData;
  setTriggerValue(name: string, value: unknown): void;
}
