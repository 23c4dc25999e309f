class Registry(list):
    def add(self, name):
        self.append(name)
        return self
