export { openWitnessing } from './open-witnessing.ts';
