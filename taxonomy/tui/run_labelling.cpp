#include "taxonomy/tui/run_labelling.h"

#include "taxonomy/tui/draw_labelling.h"

namespace faultline::taxonomy {

LabellingEnd run_labelling(Labelling& labelling, Terminal& terminal) {
  labelling.resize(terminal.size());
  while (!labelling.is_over()) {
    terminal.paint(draw_labelling(labelling));
    const Terminal::Event event = terminal.wait();
    switch (event.kind) {
      case Terminal::Event::Kind::kKey:
        labelling.press(event.key);
        break;
      case Terminal::Event::Kind::kResized:
        labelling.resize(terminal.size());
        break;
      case Terminal::Event::Kind::kHungUp:
        labelling.hang_up();
        return LabellingEnd::kHungUp;
    }
  }
  return LabellingEnd::kLeft;
}

}  // namespace faultline::taxonomy
