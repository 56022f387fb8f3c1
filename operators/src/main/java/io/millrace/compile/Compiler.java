// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.bind.TypedExpr;
import io.millrace.column.Block;
import io.millrace.column.Lane;
import io.millrace.column.RowErrors;
import io.millrace.kernel.Kernel;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns a {@link Plan} into a {@link Scope}: a slot for every node, a step for every slot, a block
 * for as long as a slot is needed. Here, and in all that a first expression waits for, loops are
 * written out: the JVM makes a class of each lambda when it is first met.
 */
final class Compiler {
  private final Graph graph;
  private final Registers registers;
  private final Plan plan;
  private final Map<FusedGroup.Form, FusedLoop> fused;

  private final Map<Integer, Integer> slots = new HashMap<>();
  private final Map<Integer, Integer> uses = new HashMap<>();
  private final Map<Integer, Block> held = new HashMap<>();

  /** Blocks whose bytes others may share, so that they are kept until the scope is done. */
  private final Map<Block, Boolean> pinned = new IdentityHashMap<>();

  private final List<Step> steps = new ArrayList<>();
  private final List<Scope.Capture> captures = new ArrayList<>();
  private Block[] blocks;
  private RowErrors[] errors;

  private Compiler(
      Graph graph, Registers registers, Plan plan, Map<FusedGroup.Form, FusedLoop> fused) {
    this.graph = graph;
    this.registers = registers;
    this.plan = plan;
    this.fused = fused;
  }

  /**
   * The scope of all rows.
   *
   * @param fused the loops of the plan's groups, if it has any
   * @param slotsOf receives the slot of every node
   */
  static Scope compile(
      Graph graph,
      Plan plan,
      Scratch scratch,
      Map<FusedGroup.Form, FusedLoop> fused,
      Map<Integer, Integer> slotsOf) {
    Compiler compiler = new Compiler(graph, new Registers(scratch), plan, fused);
    Scope scope = compiler.scope(Map.of());
    slotsOf.putAll(compiler.slots);
    return scope;
  }

  private Scope scope(Map<Integer, Integer> above) {
    BitSet all = new BitSet();
    all.or(plan.captured);
    all.or(plan.own);
    int count = all.cardinality();
    blocks = new Block[count];
    errors = new RowErrors[count];
    for (int id = all.nextSetBit(0); id >= 0; id = all.nextSetBit(id + 1)) {
      slots.put(id, slots.size());
    }
    countUses();
    for (int id = plan.captured.nextSetBit(0); id >= 0; id = plan.captured.nextSetBit(id + 1)) {
      capture(id, above.get(id));
    }
    for (int id = plan.own.nextSetBit(0); id >= 0; id = plan.own.nextSetBit(id + 1)) {
      evaluate(id);
    }
    return new Scope(
        blocks,
        errors,
        steps.toArray(new Step[0]),
        captures.toArray(new Scope.Capture[0]),
        plan.roots.length == 0 ? -1 : slots.get(plan.roots[0]));
  }

  /** From the last node to the first, so that what only unused nodes need counts as unused. */
  private void countUses() {
    for (int root : plan.roots) {
      use(root, 1);
    }
    for (int id = plan.own.previousSetBit(graph.size()); id >= 0; id = previous(id)) {
      if (uses.containsKey(id) && !plan.isFused(id)) {
        for (int each : plan.needs(id)) {
          use(each, 1);
        }
      }
    }
  }

  private int previous(int id) {
    return id == 0 ? -1 : plan.own.previousSetBit(id - 1);
  }

  /** How many uses of a node are left. */
  private int use(int id, int more) {
    int left = uses.getOrDefault(id, 0) + more;
    uses.put(id, left);
    return left;
  }

  private void capture(int id, int from) {
    int slot = hold(id);
    captures.add(new Scope.Capture(from, slot, blocks[slot], errors[slot]));
  }

  private void evaluate(int id) {
    if (!uses.containsKey(id) || plan.isFused(id)) {
      return;
    }
    Node node = graph.node(id);
    if (node.isInput()) {
      errors[slots.get(id)] = node.fails() ? new RowErrors() : null;
      return;
    }
    int slot = hold(id);
    steps.add(step(node, slot));
    for (int each : plan.needs(id)) {
      if (use(each, -1) == 0) {
        release(each);
      }
    }
  }

  /** Gives a node a block of its own for as long as it is used. */
  private int hold(int id) {
    int slot = slots.get(id);
    Node node = graph.node(id);
    blocks[slot] = registers.take(Lane.of(node.expr().type()));
    errors[slot] = node.fails() ? new RowErrors() : null;
    held.put(id, blocks[slot]);
    return slot;
  }

  private void release(int id) {
    Block block = held.get(id);
    if (block != null && !pinned.containsKey(block)) {
      held.remove(id);
      registers.release(block);
    }
  }

  private void releaseAll() {
    for (Block block : held.values()) {
      registers.release(block);
    }
    held.clear();
  }

  private Step step(Node node, int slot) {
    TypedExpr expr = node.expr();
    FusedGroup group = plan.group(node.id());
    if (group != null) {
      int[] inputs = slots(group.inputs().stream().mapToInt(each -> each).toArray());
      return new FusedStep(slot, inputs, group, fused.get(group.form()));
    }
    if (node.isConstant()) {
      return new FillStep(slot, node.id());
    }
    if (expr instanceof TypedExpr.IsNull) {
      return new NullTestStep(slot, slots.get(node.args()[0]));
    }
    if (expr instanceof TypedExpr.InSet set) {
      return SetSteps.of(slot, slots.get(node.args()[0]), node.id(), set);
    }
    if (plan.selects(node)) {
      return select(node, slot);
    }
    if (node.isChoice()) {
      return choice(node, slot);
    }
    return node.isLogic() ? logic(node, slot) : call(node, slot);
  }

  private Step call(Node node, int slot) {
    Kernel kernel = node.kernel();
    if (kernel instanceof Kernel.Row || kernel instanceof Kernel.Blocks) {
      for (int arg : node.args()) {
        Block block = held.get(arg);
        if (block != null && block.lane() == Lane.BYTES) {
          pinned.put(block, true);
        }
      }
    }
    int first = Math.max(0, node.onlyArgument());
    return new CallStep(slot, slots(node.slotArgs()), node.id(), node.mode(), node.scalar(), first);
  }

  private int[] slots(int[] ids) {
    int[] all = new int[ids.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = slots.get(ids[i]);
    }
    return all;
  }

  private Step select(Node node, int slot) {
    int[] arms = node.args();
    SelectStep.Test[] tests = new SelectStep.Test[arms.length / 2];
    int[] values = new int[tests.length + 1];
    for (int i = 0; i < tests.length; i++) {
      Plan.Question question = plan.question(arms[2 * i]);
      tests[i] = new SelectStep.Test(question.asks(), slots.get(question.node()));
      values[i] = slots.get(arms[2 * i + 1]);
    }
    values[tests.length] = slots.get(arms[arms.length - 1]);
    return new SelectStep(slot, tests, values, registers.capacity());
  }

  private Step choice(Node node, int slot) {
    int[] open = registers.takeRows();
    int[] taken = registers.takeRows();
    Step step = new ChoiceStep(slot, operands(node), open, taken);
    registers.releaseRows(open);
    registers.releaseRows(taken);
    return step;
  }

  private Step logic(Node node, int slot) {
    LogicStep.Kind kind =
        node.expr() instanceof TypedExpr.And ? LogicStep.Kind.AND : LogicStep.Kind.OR;
    int[] open = registers.takeRows();
    Step step = new LogicStep(slot, kind, operands(node), open, registers.capacity());
    registers.releaseRows(open);
    return step;
  }

  private Operand[] operands(Node node) {
    Operand[] operands = new Operand[node.args().length];
    for (int i = 0; i < operands.length; i++) {
      Plan nested = plan.operand(node, i);
      if (nested == null) {
        operands[i] = new Operand(slots.get(node.args()[i]), null);
      } else {
        Compiler compiler = new Compiler(graph, registers, nested, fused);
        operands[i] = new Operand(-1, compiler.scope(slots));
        compiler.releaseAll();
      }
    }
    return operands;
  }
}
