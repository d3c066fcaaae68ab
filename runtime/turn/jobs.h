// What the steps of a batch have services do, and take back.
//
//     Effects of each step  ->  jobs and job_cancels of the BatchWrite
#pragma once

#include <perdure/store.h>

#include <string>
#include <vector>

namespace perdure::turn {

class JobOrders {
 public:
  // `cause`: the event whose step asks for it.
  void make(InvokeEffect&& effect, const DueEvent& cause);
  // Of an invocation of that session, made in this batch or before; nothing where it is no service's.
  void cancel(const std::string& session, const std::string& invocation);
  void cancel_all_of(const std::string& session);

  void write_to(BatchWrite& write);

 private:
  std::vector<NewJob> jobs_;
  std::vector<JobCancel> cancels_;
};

}  // namespace perdure::turn
