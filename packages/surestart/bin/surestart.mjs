// The name under which scripts know it; everything is in surestart.cjs.
import "./surestart.cjs";
